"""Long sales, a line a sale: summed to the demand of each article by period."""
