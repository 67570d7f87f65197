package rule

import (
	"reflect"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decodeStrict decodes a node and refuses keys its type does not have, which yaml does only for whole streams.
func decodeStrict(node *yaml.Node, into any) error {
	if err := knownKeys(node, reflect.TypeOf(into)); err != nil {
		return err
	}
	if err := node.Decode(into); err != nil {
		w, _ := unreadable(err).(wrong) //nolint:errorlint // made one line above
		if !strings.Contains(err.Error(), "line ") {
			w.line = node.Line
		}
		return w
	}
	return nil
}

var nodeType = reflect.TypeFor[yaml.Node]()

func knownKeys(node *yaml.Node, t reflect.Type) error {
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		return badAt(node.Line, "không dùng & và *: mỗi quy định đọc riêng được", "anchors and aliases are not used: a rule is read alone")
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case node.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range node.Content {
			if err := knownKeys(item, t.Elem()); err != nil {
				return err
			}
		}
	case node.Kind == yaml.MappingNode && t.Kind() == reflect.Map:
		for i := 1; i < len(node.Content); i += 2 {
			if err := knownKeys(node.Content[i], t.Elem()); err != nil {
				return err
			}
		}
	case node.Kind == yaml.MappingNode && t.Kind() == reflect.Struct && t != nodeType:
		return knownFields(node, t)
	case t == nodeType:
		for _, child := range node.Content {
			if err := knownKeys(child, nodeType); err != nil {
				return err
			}
		}
	}
	return nil
}

func knownFields(node *yaml.Node, t reflect.Type) error {
	fields := yamlFields(t)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		field, ok := fields[key.Value]
		if !ok {
			names := make([]string, 0, len(fields))
			for name := range fields {
				names = append(names, name)
			}
			sort.Strings(names)
			return badAt(key.Line, "không có mục %q ở đây; các mục: %s", "unknown key %q; the keys here are %s", key.Value, strings.Join(names, ", "))
		}
		if err := knownKeys(node.Content[i+1], field); err != nil {
			return err
		}
	}
	return nil
}

func yamlFields(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			fields[name] = t.Field(i).Type
		}
	}
	return fields
}

// packNames are the packs this program understands, sorted.
func packNames() []string {
	names := make([]string, 0, len(packTypes))
	for name := range packTypes {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
