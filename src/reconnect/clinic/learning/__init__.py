"""What a person may learn: beliefs looked at again, how pain works, leaflets."""
