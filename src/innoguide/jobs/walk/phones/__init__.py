"""A move answered on the participants' phones: opened, waited for, looked through, stored."""
