"""Board night: what the pages say as slides, shown in the app and written as PowerPoint, PDF and school briefs."""
