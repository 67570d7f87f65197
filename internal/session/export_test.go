package session

import "github.com/alexedwards/argon2id"

// CodeCost is what keeping a typed code costs the program; Cheap what it costs in the tests of this package, which
// guess by the thousand.
var (
	CodeCost = *codeCost
	Cheap    = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, KeyLength: 32}
)

func init() { codeCost = &Cheap }
