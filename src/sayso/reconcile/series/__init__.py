from sayso.reconcile.series.line import Series
