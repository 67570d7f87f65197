package session

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// How an enrolment reaches its person; the second lives longer.
const (
	Scanned = "scanned" // shown on the secretary's screen: ten minutes
	Printed = "printed" // on a slip of paper: three days
)

const lockTime = 15 * minute

// Enrolment is a one-time way in, with the one copy of its secrets.
type Enrolment struct {
	ID string
	Whose
	Link      string // "tenant.secret", the tail of /kich-hoat/
	Code      string // eight digits, typed by hand
	ExpiresAt int64
	Printed   bool
}

// Issue makes a link and a code for a person; older unused ones die. It is for
// whoever may enrol in every place where the person stands or holds a post (a
// secretary cannot make herself a key to the committee's office), and for one's
// own further device; else fault.Missing. The issuer stays on the device's record.
func Issue(tx *store.Tx, person, kind string) (Enrolment, error) {
	if err := MayEnrol(tx.Reader, person); err != nil {
		return Enrolment{}, err
	}
	if err := errors.Join(alive(tx), onlyReal(tx)); err != nil {
		return Enrolment{}, err
	}
	whose, err := Of(tx.Reader, person)
	if err != nil {
		return Enrolment{}, err
	}
	if _, err := Account(tx, person, vi.Clean(whose.Name)); err != nil {
		return Enrolment{}, err
	}
	if _, err := tx.Exec(`update enrolment set expires_at = $3 where tenant = $1 and person = $2 and used_at is null and expires_at > $3`, person, tx.Now()); err != nil {
		return Enrolment{}, err
	}
	text, hash := secret()
	code, kept, err := eightDigits(tx)
	if err != nil {
		return Enrolment{}, err
	}
	life := int64(10 * minute)
	if kind == Printed {
		life = 3 * day
	}
	e := Enrolment{ID: store.NewID(), Whose: whose, Link: join(tx.Tenant(), text), Code: code, ExpiresAt: tx.Now() + life, Printed: kind == Printed}
	if _, err := tx.Exec(`insert into enrolment (tenant, id, person, secret_hash, code_hash, issued_by, issued_at, expires_at, used_at, tries) values ($1, $2, $3, $4, $5, $6, $7, $8, null, 0)`,
		e.ID, person, hash, kept, tx.Viewer().Person, tx.Now(), e.ExpiresAt); err != nil {
		return Enrolment{}, err
	}
	return e, audit.Note(tx, "session.enrol", "person", person, "", map[string]any{"kind": kind})
}

// Typed is the code as it is typed by hand: in two groups, behind the number of
// the committee where several live on the server.
func Typed(ctx context.Context, db *store.DB, e Enrolment) (string, error) {
	code := e.Code[:4] + " " + e.Code[4:]
	all, err := db.Tenants(ctx)
	if err != nil || len(all) < 2 {
		return code, err
	}
	number, _, _ := split(e.Link)
	return strconv.FormatInt(number, 10) + "-" + code, nil
}

// MayEnrol holds the rule of Issue, for the page before it.
func MayEnrol(rd *store.Reader, person string) error {
	if v := rd.Viewer().Person; v == store.System || v != "" && v == person {
		return nil
	}
	places, err := rd.Strings(`
		select org from post_holding where tenant = $1 and person = $2 and (to_day is null or to_day > $3)
		union
		select s.org from member m join member_span s on s.tenant = m.tenant and s.member = m.id and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
		where m.tenant = $1 and m.person = $2`, person, rd.Today())
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return fault.Missing()
	}
	for _, org := range places {
		if err := access.Must(rd, access.Enrol, org); err != nil {
			return err
		}
	}
	return nil
}

// eightDigits draws a code no live enrolment of the committee has, with what is kept of it.
func eightDigits(tx *store.Tx) (code string, kept []byte, err error) {
	salt, err := codeSalt(tx.Reader)
	if err != nil {
		return "", nil, err
	}
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(100_000_000))
		if err != nil {
			return "", nil, err
		}
		code = fmt.Sprintf("%08d", n)
		kept = slow(code, salt)
		taken, err := tx.Int(`select count(*) from enrolment where tenant = $1 and code_hash = $2 and used_at is null and expires_at > $3`, kept, tx.Now())
		if err != nil || taken == 0 {
			return code, kept, err
		}
	}
}

// codeSalt is the salt of a committee's typed codes. It follows from the key file and never lies in the database:
// eight digits are soon tried through, and whoever has only the database cannot begin. One salt for all of a
// committee, because a code is looked up by what is kept of it.
func codeSalt(rd *store.Reader) ([]byte, error) {
	salt, err := rd.Vault().Index("enrolment.code", "")
	return []byte(salt), err
}

// codeCost is what trying one typed code costs: that of a password.
var codeCost = params

// slow is what is kept of a typed code: as slow to try as a password.
func slow(code string, salt []byte) []byte {
	return argon2.IDKey([]byte(code), salt, codeCost.Iterations, codeCost.Memory, codeCost.Parallelism, codeCost.KeyLength)
}

// keptOf is slow for a code at the door, as many at once as there are cores.
func keptOf(ctx context.Context, db *store.DB, tenant int64, code string) ([]byte, error) {
	var salt []byte
	if err := db.Read(ctx, system(tenant), func(rd *store.Reader) (err error) { salt, err = codeSalt(rd); return }); err != nil {
		return nil, err
	}
	return bounded(ctx, func() ([]byte, error) { return slow(code, salt), nil })
}

// Whose is a person as a code names him: the first post held ("" for a member
// without one) and the place.
type Whose struct {
	Person  string
	Name    string
	Post    access.Post
	OrgName string
}

// Invited is whom a live link or code is for, to be confirmed before use.
type Invited struct {
	ID     string
	Tenant int64
	Whose
	Issuer string
}

// CodeDead is the answer to a link or code that is unknown, used or out of
// time: the three are the same on purpose.
const CodeDead = "code_dead"

func dead() error { return fault.New(fault.Invalid, CodeDead) }

// Peek tells whom a link or a code is for, without using it. from names where
// the try came from. Codes can be guessed and are counted (see guard); a lock
// never stands before a link.
func Peek(ctx context.Context, db *store.DB, text, from string) (Invited, error) {
	tenant, column, secret, err := parse(ctx, db, text)
	if err != nil {
		return Invited{}, err
	}
	typed, hash := column == "code_hash", digest(secret)
	if typed {
		if err := mayType(tenant, text, from, db.Now()); err != nil {
			return Invited{}, err
		}
		if tenant != 0 {
			if hash, err = keptOf(ctx, db, tenant, secret); err != nil {
				return Invited{}, err
			}
		}
	}
	var in Invited
	if tenant != 0 {
		err = db.Read(ctx, system(tenant), func(rd *store.Reader) (err error) { in, err = invited(rd, column, hash); return })
	} else {
		err = dead()
	}
	if typed && fault.Is(err, CodeDead) {
		return in, mistyped(tenant, text, from, db.Now(), err)
	}
	return in, err
}

// codeGuards are whom a typed code is counted for.
func codeGuards(tenant int64, text, from string) map[string][]limit {
	return map[string][]limit{
		guardKey(tenant, "code", from+" "+strings.ReplaceAll(text, " ", "")): ofOne,
		guardKey(tenant, "place", from):                                      ofPlace,
		guardKey(tenant, "committee", ""):                                    ofCommittee,
	}
}

func mayType(tenant int64, text, from string, now int64) error {
	for key, limits := range codeGuards(tenant, text, from) {
		if err := tries.check(key, now, limits); err != nil {
			return err
		}
	}
	return nil
}

func mistyped(tenant int64, text, from string, now int64, err error) error {
	out := err
	for key, limits := range codeGuards(tenant, text, from) {
		if full := tries.wrong(key, now, limits, err); fault.KindOf(full) == fault.TooMany {
			out = full
		}
	}
	return out
}

func invited(rd *store.Reader, column string, hash []byte) (Invited, error) {
	in := Invited{Tenant: rd.Tenant()}
	where := "e.secret_hash = $2"
	if column == "code_hash" {
		where = "e.code_hash = $2"
	}
	var kept []byte
	err := rd.Get([]any{&in.ID, &in.Person, &in.Issuer, &kept}, `
		select e.id, e.person, e.issued_by, e.`+column+` from enrolment e
		where e.tenant = $1 and `+where+` and e.used_at is null and e.expires_at > $3`, hash, rd.Now())
	if store.IsNoRow(err) || err == nil && subtle.ConstantTimeCompare(kept, hash) != 1 {
		return Invited{}, dead()
	}
	if err != nil {
		return Invited{}, err
	}
	in.Whose, err = Of(rd, in.Person)
	return in, err
}

// Of tells whose a code is or would be. It judges no right: it is for whoever
// may enrol the person, and for who holds the code.
func Of(rd *store.Reader, person string) (Whose, error) {
	w := Whose{Person: person}
	if err := rd.Get([]any{&w.Name}, `select full_name from person where tenant = $1 and id = $2`, person); err != nil {
		return w, err
	}
	err := rd.Get([]any{&w.Post, &w.OrgName}, `
		select h.post, e.name from post_holding h join org_edge e on e.tenant = h.tenant and e.org = h.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where h.tenant = $1 and h.person = $2 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) order by h.from_day, h.id limit 1`, person, rd.Today())
	if store.IsNoRow(err) {
		err = rd.Get([]any{&w.OrgName}, `
			select e.name from member m join member_span s on s.tenant = m.tenant and s.member = m.id and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
			join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			where m.tenant = $1 and m.person = $2 order by s.from_day limit 1`, person, rd.Today())
	}
	if store.IsNoRow(err) {
		err = nil
	}
	return w, err
}

// Redeem uses a link or a code, once, and begins the device's session.
func Redeem(ctx context.Context, db *store.DB, text, from, device string, shared bool) (Started, error) {
	in, err := Peek(ctx, db, text, from)
	if err != nil {
		return Started{}, err
	}
	var s Started
	err = db.Write(ctx, system(in.Tenant), func(tx *store.Tx) error {
		n, err := tx.Exec(`update enrolment set used_at = $3 where tenant = $1 and id = $2 and used_at is null and expires_at > $3`, in.ID, tx.Now())
		if err != nil {
			return err
		}
		if n == 0 { // somebody was faster by a moment
			return dead()
		}
		begun, err := begin(tx, in.Person, Device, device, shared, in.Issuer)
		if err != nil {
			return err
		}
		s = begun
		return nil
	})
	return s, err
}

var (
	onlyDigits = regexp.MustCompile(`^\d{8}$`)
	withTenant = regexp.MustCompile(`^(.+)[-/. ](\d{8})$`)
)

// parse tells a link ("tenant.secret") from a typed code: "12345678" where one
// committee lives on the server, "1100101-12345678" where several do.
func parse(ctx context.Context, db *store.DB, text string) (tenant int64, column, secret string, err error) {
	plain := strings.ReplaceAll(strings.TrimSpace(text), " ", "")
	if m := withTenant.FindStringSubmatch(plain); m != nil {
		tenant, err = tenantOf(ctx, db, m[1])
		return tenant, "code_hash", m[2], err
	}
	if onlyDigits.MatchString(plain) {
		tenant, err = tenantOf(ctx, db, "")
		return tenant, "code_hash", plain, err
	}
	tenant, rest, ok := split(plain)
	if !ok {
		return 0, "code_hash", "", nil
	}
	return tenant, "secret_hash", rest, nil
}
