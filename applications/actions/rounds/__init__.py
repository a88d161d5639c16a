"""What is done to a year of settling by points (积分年度), from its order to its final list."""
