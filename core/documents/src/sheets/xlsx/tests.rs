//! Workbooks in XML.
