"""Points schemes (积分): indicators as data, one sheet per person with clause and arithmetic."""
