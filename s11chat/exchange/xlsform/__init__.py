"""XLSForm, the spreadsheet that other survey tools write their forms in: dialogs out, forms in."""
