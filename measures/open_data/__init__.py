"""What is published of the measures, as tables for other people's programs (Licence Ouverte 2.0)."""
