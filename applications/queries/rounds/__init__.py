"""What is asked of a year of settling by points (积分年度): who is in it, lists, figures."""
