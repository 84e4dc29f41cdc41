"""The door of the admin: allauth's settings, the same on every machine (docs/decisions/0023)."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/admin/"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL  # where a private document sends whoever is not logged in

ACCOUNT_ADAPTER = "conference.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth wants to know
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by people who know the address
ACCOUNT_SESSION_REMEMBER = None  # the box « rester connecté »; unticked, the login ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Django's own: the key falls with the password, the address and the next login.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",  # an office behind one address; one name or account
    "reset_password": "20/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {
    "login": "conference.accounts.forms.LoginForm",
    "reset_password": "conference.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "conference.accounts.forms.ResetPasswordKeyForm",
    "change_password": "conference.accounts.forms.ChangePasswordForm",
    "reauthenticate": "conference.accounts.forms.ReauthenticateForm",
}

MFA_ADAPTER = "conference.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = "Conférence des alliances stratégiques"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are seldom right
MFA_FORMS = {
    "authenticate": "conference.accounts.forms.CodeForm",
    "reauthenticate": "conference.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "conference.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "conference.accounts.forms.AddKeyForm",
    "edit_webauthn": "conference.accounts.forms.EditKeyForm",
}
