package demo

import (
	"context"
	"fmt"
	"io"

	"chibo/internal/session"
	"chibo/internal/store"
)

// Greet prints, for each kind of person of the sample cast, the post, a
// one-time sign-in link and the line that makes a token. base is the address
// the server answers at, such as http://127.0.0.1:8080.
func Greet(ctx context.Context, db *store.DB, base string, out io.Writer) error {
	type guest struct{ person, full, post, account string }
	var guests []guest
	system := store.Viewer{Tenant: Tenant, Person: store.System}
	if err := db.Read(ctx, system, func(rd *store.Reader) error {
		for _, want := range []struct{ name, post string }{
			{"Lường Thị Hiên", "Bí thư Chi bộ Tổ dân phố 3"},
			{"Trần Văn Khoa", "Phó bí thư Chi bộ Tổ dân phố 3"},
			{"Lò Thị Mai", "Chi ủy viên Chi bộ Tổ dân phố 3"},
			{"Phạm Quốc Huy", "Thư ký buổi sinh hoạt, Chi bộ Tổ dân phố 3"},
			{"Giàng A Tủa", "Đảng viên Chi bộ Tổ dân phố 3"},
			{"Nguyễn Thu Hà", "Cán bộ đảng ủy phường"},
			{"Vũ Minh Sơn", "Bí thư đảng ủy phường"},
			{"Trịnh Quang Dũng", "Quản trị kỹ thuật"},
		} {
			g := guest{full: want.name, post: want.post}
			if err := rd.Get([]any{&g.person}, `select id from person where tenant = $1 and full_name = $2`, want.name); err != nil {
				return fmt.Errorf("%s: %w", want.name, err)
			}
			guests = append(guests, g)
		}
		g := guest{}
		err := rd.Get([]any{&g.person, &g.full, &g.post}, `select p.id, p.full_name, e.name from hall_device d join post_holding h on h.tenant = d.tenant and h.person = d.person and h.post = 'secretary' and h.to_day is null
			join person p on p.tenant = d.tenant and p.id = d.person join org_edge e on e.tenant = h.tenant and e.org = h.org and e.valid_to is null where d.tenant = $1 order by d.made_at limit 1`)
		if store.IsNoRow(err) { // a ward made before there were phones in it
			return nil
		}
		g.post = "Bí thư " + g.post + ", nơi họp mất mạng, một máy còn việc chưa gửi"
		guests = append(guests, g)
		return err
	}); err != nil {
		return err
	}
	for i := range guests {
		g := &guests[i]
		var link string
		if err := db.Write(ctx, system, func(tx *store.Tx) (err error) {
			if g.account, err = session.Account(tx, g.person, g.full); err != nil {
				return err
			}
			e, err := session.Issue(tx, g.person, session.Printed)
			link = e.Link
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", g.full, err)
		}
		if _, err := fmt.Fprintf(out, "\n%s, %s\n  %s/kich-hoat/%s\n  chibo token --as %s\n", g.post, g.full, base, link, g.account); err != nil {
			return err
		}
	}
	return nil
}
