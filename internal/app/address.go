package app

import (
	"context"
	"encoding/json"

	"chibo/internal/store"
)

// keepAddress writes the address of this server into each committee's settings,
// where it changed: printed papers carry it in their QR, whoever makes them.
func (a *App) keepAddress(ctx context.Context) error {
	if a.Config.URL == "" {
		return nil
	}
	tenants, err := a.DB.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		if err := a.DB.Write(ctx, Officer(t), func(tx *store.Tx) error {
			text := ""
			if err := tx.Get([]any{&text}, `select settings from tenant where tenant = $1`); err != nil {
				return err
			}
			all := map[string]any{}
			if text != "" {
				if err := json.Unmarshal([]byte(text), &all); err != nil {
					return err
				}
			}
			if all["url"] == a.Config.Origin() {
				return nil
			}
			all["url"] = a.Config.Origin()
			_, err := tx.Exec(`update tenant set settings = $2 where tenant = $1`, store.JSON(all))
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
