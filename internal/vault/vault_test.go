package vault_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"chibo/internal/vault"
)

func fixed(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.New(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestWhatIsSealedOpensInItsPlaceOnly: any text comes back, and nowhere else: not
// for another committee, table, column, row or person, nor with a bit turned.
func TestWhatIsSealedOpensInItsPlaceOnly(t *testing.T) {
	v := fixed(t)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z_]{1,12}`)
		at := vault.Place{Tenant: rapid.Int64Range(1, 6_399_999).Draw(t, "tenant"), Table: word.Draw(t, "table"), Column: word.Draw(t, "column"), Row: rapid.String().Draw(t, "row")}
		person, text := rapid.String().Draw(t, "person"), rapid.String().Draw(t, "text")
		made, wrapped, err := v.NewKey(at.Tenant, person)
		if err != nil {
			t.Fatal(err)
		}
		key, err := v.KeyOf(at.Tenant, person, wrapped)
		if err != nil {
			t.Fatal(err)
		}
		sealed := made.Seal(at, text)
		if got, err := key.Open(at, sealed); err != nil || got != text {
			t.Fatalf("%q came back as %q: %v", text, got, err)
		}
		if len(text) > 5 && bytes.Contains(sealed, []byte(text)) {
			t.Fatal("it lies there readable")
		}
		for _, other := range []vault.Place{{at.Tenant + 1, at.Table, at.Column, at.Row}, {at.Tenant, at.Table + "x", at.Column, at.Row}, {at.Tenant, at.Table, at.Column + "x", at.Row}, {at.Tenant, at.Table, at.Column, at.Row + "x"}} {
			if _, err := key.Open(other, sealed); !errors.Is(err, vault.ErrSealed) {
				t.Fatalf("opened at %+v", other)
			}
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")
		bent := bytes.Clone(sealed)
		bent[i] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := key.Open(at, bent); !errors.Is(err, vault.ErrSealed) {
			t.Fatal("a bent value opened")
		}
		if _, err := v.KeyOf(at.Tenant, person+"x", wrapped); !errors.Is(err, vault.ErrSealed) {
			t.Fatal("a key opened for another person")
		}
		if _, err := v.KeyOf(at.Tenant+1, person, wrapped); !errors.Is(err, vault.ErrSealed) {
			t.Fatal("a key opened in another committee")
		}
		stranger, _, err := v.NewKey(at.Tenant, person)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stranger.Open(at, sealed); !errors.Is(err, vault.ErrSealed) {
			t.Fatal("another key opened it")
		}
		own, err := v.Seal(at, text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := v.Open(at, own); err != nil || got != text {
			t.Fatalf("the committee's own: %q %v", got, err)
		}
	})
}

func TestAnIndexIsOfItsCommittee(t *testing.T) {
	v := fixed(t)
	index := func(tenant int64, field, value string) string {
		s, err := v.Index(tenant, field, value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	same := index(1, "person.identity", "001099000001")
	if index(1, "person.identity", "001099000001") != same {
		t.Error("an equal number is not found")
	}
	for _, other := range []string{index(2, "person.identity", "001099000001"), index(1, "person.other", "001099000001"), index(1, "person.identity", "001099000002")} {
		if other == same {
			t.Error("two committees, fields or numbers share an index")
		}
	}
}

func TestTheMasterKeyIsMadeOnceForItsOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	first, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	at := vault.Place{Tenant: 1, Table: "t", Column: "c", Row: "r"}
	sealed, err := first.Seal(at, "x")
	if err != nil {
		t.Fatal(err)
	}
	again, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(at, sealed); err != nil || got != "x" {
		t.Errorf("after a start: %q %v", got, err)
	}
	info, err := os.Stat(filepath.Join(dir, "person.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if _, err := vault.New([]byte("short")); err == nil {
		t.Error("a short key was taken")
	}
}

// FuzzOpen: whatever lies in a column of sealed values neither opens nor brings
// the program down.
func FuzzOpen(f *testing.F) {
	v := fixed(f)
	at := vault.Place{Tenant: 1, Table: "person", Column: "phone", Row: "p"}
	key, _, err := v.NewKey(1, "p")
	if err != nil {
		f.Fatal(err)
	}
	good := key.Seal(at, "0912345678")
	for _, seed := range [][]byte{nil, {}, {1}, {1, 2, 3}, good, good[:len(good)-1], bytes.Repeat([]byte{1}, 29)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sealed []byte) {
		if text, err := key.Open(at, sealed); err == nil && !bytes.Equal(sealed, good) {
			t.Errorf("opened as %q", text)
		}
		if _, err := v.KeyOf(1, "p", sealed); err == nil {
			t.Error("taken for a key")
		}
		_, _ = v.Open(at, sealed)
		_, _ = v.Former(1, "person.identity", "p", sealed)
	})
}
