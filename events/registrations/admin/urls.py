"""The addresses of the pages of the admin about one event."""

from django.urls import path

from . import answers, board, event_actions, event_files, ledger, letters, undoing, waiting

urlpatterns = [
    path(f"evenements/<int:pk>/{address}", view.as_view(), name=name)
    for address, view, name in (
        ("", board.BoardView, "event_board"),
        ("attente/", waiting.QueueView, "event_queue"),
        ("attente/<int:attendee>/", waiting.ReorderView, "event_queue_order"),
        ("nombres.csv", event_files.NumbersFile, "event_numbers"),
        ("contacts.csv", event_files.ContactsFile, "event_contacts"),
        ("accueil/", event_files.DoorListView, "event_door_list"),
        ("reponses/", answers.AnswersView, "event_answers"),
        ("amenagements/<int:arrangement>/", answers.ReplyView, "event_arrangement"),
        ("donnees/", ledger.LedgerView, "event_data"),
        ("lettre/", letters.LetterView, "event_letter"),
        ("lettres/<int:letter>/arreter/", letters.StopLetterView, "event_stop_letter"),
        ("operations/<int:operation>/annuler/", undoing.UndoView, "event_undo"),
        ("arreter-les-courriels/", undoing.StopMailsView, "event_stop_mails"),
        ("annuler/", event_actions.CancelEventView, "event_cancel"),
        ("fermer-inscriptions/", event_actions.CloseRegistrationView, "event_close_registration"),
        ("rouvrir-inscriptions/", event_actions.ReopenRegistrationView, "event_reopen_registration"),
        ("places/", event_actions.CapacityView, "event_capacity"),
        ("jauge/", event_actions.CeilingView, "event_ceiling"),
        ("liste-d-attente/", event_actions.WaitingListView, "event_waiting_list"),
        ("fin-des-inscriptions/", event_actions.ClosingView, "event_closing"),
        ("lien/", event_actions.LinkView, "event_link"),
        ("reporter/", event_actions.PostponeView, "event_postpone"),
        ("en-ligne/", event_actions.MoveOnlineView, "event_move_online"),
    )
]
