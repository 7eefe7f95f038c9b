"""What the clinic knows, as data: measures, protocols, programmes and red flags."""
