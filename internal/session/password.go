package session

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// shortest is the least length of a password. There are no rules of composition.
const shortest = 15

// One computation of argon2id a core at a time: a storm of sign-ins waits in a
// queue instead of filling memory.
var (
	cores  = make(chan struct{}, runtime.NumCPU())
	params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
)

func bounded[T any](ctx context.Context, fn func() (T, error)) (T, error) {
	select {
	case cores <- struct{}{}:
		defer func() { <-cores }()
		return fn()
	case <-ctx.Done():
		var none T
		return none, fault.New(fault.Busy, "busy").Because(ctx.Err())
	}
}

// nobody is verified against when a name is unknown, so that the answer takes
// as long as for a known one.
var nobody = sync.OnceValue(func() string {
	h, err := argon2id.CreateHash("không có ai ở đây cả", params)
	if err != nil {
		panic(err)
	}
	return h
})

//go:embed blocked.txt
var blockedText string

var blocked = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for sc := bufio.NewScanner(strings.NewReader(blockedText)); sc.Scan(); {
		if w := strings.ReplaceAll(vi.Fold(sc.Text()), " ", ""); w != "" {
			out[w] = true
		}
	}
	return out
})

//go:embed place.txt
var placeText string

// placeWords are words of this trade that many would take, the longest first.
var placeWords = sync.OnceValue(func() []string {
	var out []string
	for _, line := range strings.Split(placeText, "\n") {
		if w := strings.ReplaceAll(line, " ", ""); w != "" {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
})

// ofThePlace tells a password of nothing but words of the place, the own name and digits.
func ofThePlace(plain, account string) bool {
	if account != "" {
		plain = strings.ReplaceAll(plain, account, "")
	}
	for _, w := range placeWords() {
		plain = strings.ReplaceAll(plain, w, "")
	}
	return onlySigns(plain)
}

// weak says why a password will not do, or "".
func weak(password, name string) string {
	if utf8.RuneCountInString(password) < shortest {
		return "password_short"
	}
	if len(password) > 256 {
		return "password_long"
	}
	plain := strings.ReplaceAll(vi.Fold(password), " ", "")
	account := strings.ReplaceAll(vi.Fold(name), " ", "")
	if blocked()[plain] || fewRunes(password) || account != "" && strings.ReplaceAll(plain, account, "") == "" || repeats(plain) || ofThePlace(plain, account) || ofTheMostUsed(plain) {
		return "password_common"
	}
	return ""
}

func fewRunes(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 5
}

// repeats finds a blocked or short piece written several times: "matkhaumatkhau".
func repeats(s string) bool {
	for n := 1; n <= len(s)/2; n++ {
		if len(s)%n == 0 && strings.Repeat(s[:n], len(s)/n) == s {
			return true
		}
	}
	return false
}

// SetPassword gives the viewer a password, or takes it away when new is empty.
// Who has one must say it first. Others' passwords cannot be set by anybody.
func SetPassword(ctx context.Context, db *store.DB, viewer store.Viewer, old, new string) error {
	name, hash, err := account(ctx, db, viewer)
	if err != nil {
		return err
	}
	if hash != "" {
		if err := prove(ctx, db, viewer, hash, old, "old"); err != nil {
			return err
		}
	}
	var made string
	if new != "" {
		if why := weak(new, name); why != "" {
			return fault.Bad("password", why, "limit", shortest)
		}
		if made, err = bounded(ctx, func() (string, error) { return argon2id.CreateHash(new, params) }); err != nil {
			return err
		}
	}
	return db.Write(ctx, viewer, func(tx *store.Tx) error {
		if err := onlyReal(tx); err != nil {
			return err
		}
		if err := alive(tx); err != nil {
			return err
		}
		if _, err := tx.Exec(`update account set password = $3 where tenant = $1 and person = $2`, viewer.Person, store.NullString(made)); err != nil {
			return err
		}
		return audit.Note(tx, "session.password", "person", viewer.Person, "", map[string]any{"set": made != ""})
	})
}

// HasPassword tells whether the viewer has one.
func HasPassword(rd *store.Reader) (bool, error) {
	n, err := rd.Int(`select count(*) from account where tenant = $1 and person = $2 and password is not null`, rd.Viewer().Person)
	return n > 0, err
}

func account(ctx context.Context, db *store.DB, viewer store.Viewer) (name, hash string, err error) {
	err = db.Read(ctx, viewer, func(rd *store.Reader) error {
		return rd.Get([]any{&name, &hash}, `select name, coalesce(password, '') from account where tenant = $1 and person = $2`, viewer.Person)
	})
	return
}

func prove(ctx context.Context, db *store.DB, viewer store.Viewer, hash, password, field string) error {
	guard := guardKey(viewer.Tenant, "step-up", viewer.Person)
	if err := tries.check(guard, db.Now(), ofOne); err != nil {
		return err
	}
	ok, err := bounded(ctx, func() (bool, error) { return argon2id.ComparePasswordAndHash(password, hash) })
	if err != nil {
		return err
	}
	if !ok {
		return tries.wrong(guard, db.Now(), ofOne, fault.Bad(field, "password_wrong"))
	}
	tries.clear(guard)
	return nil
}

// SignIn begins a session by name and password. The name is "hien.luong", or
// "hien.luong@1100101" where several committees live on the server. An unknown
// name, a person without a password and a wrong password get the same answer
// after the same time; five in a row wait fifteen minutes.
func SignIn(ctx context.Context, db *store.DB, login, password, device string, shared bool) (Started, error) {
	name, at, _ := strings.Cut(strings.ToLower(strings.TrimSpace(login)), "@")
	tenant, err := tenantOf(ctx, db, at)
	if err != nil {
		return Started{}, err
	}
	guard := guardKey(tenant, "name", name)
	if err := tries.check(guard, db.Now(), ofOne); err != nil {
		return Started{}, err
	}
	person, hash := "", ""
	var until int64
	err = db.Read(ctx, system(tenant), func(rd *store.Reader) error {
		return rd.Get([]any{&person, &hash, &until}, `select person, coalesce(password, ''), locked_until from account where tenant = $1 and name = $2`, name)
	})
	if err != nil && !store.IsNoRow(err) {
		return Started{}, err
	}
	if until > db.Now() { // locked before this process started, or by another
		return Started{}, locked(maxTries, until)
	}
	against := hash
	if against == "" {
		against = nobody()
	}
	ok, err := bounded(ctx, func() (bool, error) { return argon2id.ComparePasswordAndHash(password, against) })
	if err != nil {
		return Started{}, err
	}
	if !ok || hash == "" {
		wrong := tries.wrong(guard, db.Now(), ofOne, fault.New(fault.Invalid, "sign_in_wrong"))
		// An unknown name writes too, to nobody's row: the time tells nothing.
		err = db.Write(ctx, system(tenant), func(tx *store.Tx) error { return noteFailure(tx, person) })
		return Started{}, errors.Join(wrong, err)
	}
	tries.clear(guard)
	var s Started
	err = db.Write(ctx, system(tenant), func(tx *store.Tx) error {
		if _, err := tx.Exec(`update account set failures = 0, locked_until = 0 where tenant = $1 and person = $2`, person); err != nil {
			return err
		}
		begun, err := begin(tx, person, Device, device, shared, person)
		if err != nil {
			return err
		}
		s = begun
		return proved(tx, begun.ID) // typed this very moment
	})
	return s, err
}

func noteFailure(tx *store.Tx, person string) error {
	_, err := tx.Exec(`update account set failures = case when failures >= $3 - 1 then 0 else failures + 1 end,
		locked_until = case when failures >= $3 - 1 then $4 else locked_until end where tenant = $1 and person = $2`, person, maxTries, tx.Now()+lockTime)
	return err
}

// tenantOf finds the committee behind "@…" or a code's front: its number, or
// the slug of its root organisation; nothing where only one lives here. 0 means
// there is none, which no name or code will match.
func tenantOf(ctx context.Context, db *store.DB, at string) (int64, error) {
	if n, err := strconv.ParseInt(at, 10, 64); err == nil {
		if store.Practising(n) { // nobody comes into a practice from outside
			return 0, nil
		}
		return n, nil
	}
	all, err := db.Tenants(ctx)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	if at == "" {
		if len(all) == 1 {
			return all[0], nil
		}
		return 0, nil
	}
	for _, t := range all {
		var n int64
		err := db.Read(ctx, system(t), func(rd *store.Reader) (err error) {
			n, err = rd.Int(`select count(*) from org o join org_edge e on e.tenant = o.tenant and e.org = o.id where o.tenant = $1 and o.slug = $2 and e.parent is null`, at)
			return err
		})
		if err != nil || n > 0 {
			return t, err
		}
	}
	return 0, nil
}
