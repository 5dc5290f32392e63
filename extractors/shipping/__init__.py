"""What bills of lading, air waybills, invoices and packing lists have for themselves."""
