"""Pure judgement: functions of chart and knowledge, without clock, files or screen."""
