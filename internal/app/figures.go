package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"chibo/internal/privacy"
	"chibo/internal/store"
)

// figures are the numbers of the machine that only rooms know, for /metrics:
// alarms on reading too much, of all committees, without a name.
func (a *App) figures() *prometheus.Registry {
	reg := prometheus.NewRegistry()
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "chibo_read_alarms_30d", Help: "Alarms of the last thirty days on reading many records in a short time.",
	}, a.alarms))
	return reg
}

func (a *App) alarms() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	tenants, err := a.DB.Tenants(ctx)
	total := 0
	for _, t := range tenants {
		var counts []privacy.Counted
		if err = a.DB.Read(ctx, store.Viewer{Tenant: t, Person: store.System}, func(rd *store.Reader) (err error) {
			counts, err = privacy.CountAlarms(rd)
			return err
		}); err != nil {
			break
		}
		for _, c := range counts {
			total += c.N
		}
	}
	if err != nil {
		slog.Warn("the figure of alarms could not be counted", "error", err)
	}
	return float64(total)
}
