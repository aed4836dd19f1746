"""What a hidden suite uses: its fixtures, objects of the student's, and real TLS handshakes."""
