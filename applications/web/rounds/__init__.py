"""The pages of a year of settling by points (积分年度): its console, its applicants, its lists."""
