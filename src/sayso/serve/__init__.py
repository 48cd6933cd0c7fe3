"""The page: a web application on this machine. Routes ask and write as the commands do; `show/page` makes what is seen."""
