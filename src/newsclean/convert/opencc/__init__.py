"""OpenCC's dictionaries and configurations, and what they become as one table."""
