"""What certificates and certifications say outside of captions and tables."""
