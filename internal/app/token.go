package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/session"
	"chibo/internal/store"
)

// Tenant is the committee meant on the command line: the one named, or the only
// one there is.
func (a *App) Tenant(ctx context.Context, named int64) (int64, error) {
	if named != 0 {
		return named, nil
	}
	all, err := a.DB.Tenants(ctx)
	switch {
	case err != nil:
		return 0, err
	case len(all) == 1:
		return all[0], nil
	case len(all) == 0:
		return 0, fmt.Errorf("chưa có đảng bộ nào trong dữ liệu này; chạy `chibo run` rồi mở đường dẫn thiết lập")
	}
	return 0, fmt.Errorf("có %d đảng bộ trong dữ liệu này; thêm --tenant MÃ-SỐ", len(all))
}

// Officer is who acts when the command line writes a list: the program itself.
func Officer(tenant int64) store.Viewer { return store.Viewer{Tenant: tenant, Person: store.System} }

// Token makes an API token for a person by sign-in name ("hien.luong",
// "hien.luong@1100101") or full name, where only one person has it.
func (a *App) Token(ctx context.Context, as string) (string, error) {
	name, at, _ := strings.Cut(as, "@")
	var named int64
	if at != "" {
		n, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			return "", fmt.Errorf("sau @ là mã số đảng bộ, như hien.luong@1100101")
		}
		named = n
	}
	tenant, err := a.Tenant(ctx, named)
	if err != nil {
		return "", err
	}
	var token string
	err = a.DB.Write(ctx, Officer(tenant), func(tx *store.Tx) error {
		person, err := Person(tx.Reader, name)
		if err != nil {
			return err
		}
		s, err := session.NewToken(tx, person, "chibo token")
		token = s.Secret
		return err
	})
	return token, err
}

// Person finds whom the command line names: by sign-in name, or by full name where
// only one person has it.
func Person(rd *store.Reader, name string) (string, error) {
	person, err := session.ByName(rd, name)
	if !store.IsNoRow(err) {
		return person, err
	}
	people, err := rd.Strings(`select id from person where tenant = $1 and full_name = $2`, name)
	if err == nil && len(people) != 1 {
		err = fmt.Errorf("%d người mang tên %q; dùng tên đăng nhập, như hien.luong", len(people), name)
	}
	if err != nil {
		return "", err
	}
	return people[0], nil
}

// Authenticate tells who a bearer token is, for the API.
func (a *App) Authenticate(ctx context.Context, token string) (store.Viewer, error) {
	s, err := session.FindToken(ctx, a.DB, token)
	return s.Viewer(), err
}
