//! Workbooks of old versions.
