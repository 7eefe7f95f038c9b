"""Papers: values of a chart drawn with ReportLab; they know no store, no desk and no screen."""
