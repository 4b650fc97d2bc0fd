"""Attendance exports of DingTalk and WeCom: rows of days or of months to entries, one a person."""
