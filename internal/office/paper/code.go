package paper

import (
	"sync"

	"chibo/internal/office/qr"
)

// codes are the squares drawn last for the foot of sealed papers. A paper that is
// tightened until it fits its page asks for the same one at every try, and drawing
// it takes longer than all the rest. Only addresses under which anybody may verify
// a paper are kept here, never a code that lets somebody in.
var codes struct {
	sync.Mutex
	drawn map[string][]byte
}

const codesKept = 64

// code is the square of a verification address; whoever gets it only reads.
func code(address string) ([]byte, error) {
	codes.Lock()
	defer codes.Unlock()
	if png, ok := codes.drawn[address]; ok {
		return png, nil
	}
	png, err := qr.PNG(address, 0) // the quiet zone is the white of the page around it
	if err != nil {
		return nil, err
	}
	if codes.drawn == nil || len(codes.drawn) == codesKept {
		codes.drawn = map[string][]byte{}
	}
	codes.drawn[address] = png
	return png, nil
}
