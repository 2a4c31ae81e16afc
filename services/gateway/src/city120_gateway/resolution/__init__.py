"""What an inquiry comes to: what is asked and where, who is responsible, and which kind of answer that makes."""
