"""What every room shares: three-valued truth, reasons, dates, money, states, errors."""
