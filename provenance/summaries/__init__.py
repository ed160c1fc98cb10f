"""What an audit says to a person, before it takes any form: the order of things, the sentences, the table of claims."""
