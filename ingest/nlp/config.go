package nlp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// config is a config.cfg as spaCy and thinc write it: sections with dotted names, values in JSON, references of the form
// ${section.of:key} or ${section.key}.
type config map[string]map[string]string

func readConfig(data []byte) (config, error) {
	c := config{}
	section := ""
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	var key string
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case trimmed[0] == '[' && trimmed[len(trimmed)-1] == ']' && line[0] == '[':
			section, key = trimmed[1:len(trimmed)-1], ""
			if c[section] == nil {
				c[section] = map[string]string{}
			}
		case (line[0] == ' ' || line[0] == '\t') && key != "": // the value goes on
			c[section][key] += trimmed
		default:
			k, v, ok := strings.Cut(trimmed, "=")
			if !ok || section == "" {
				return nil, fmt.Errorf("config.cfg:%d: %q is neither a section nor a setting", n, trimmed)
			}
			key = strings.TrimSpace(k)
			c[section][key] = strings.TrimSpace(v)
		}
	}
	return c, lines.Err()
}

// get gives a setting in JSON, references resolved; empty where it is not set.
func (c config) get(section, key string) string {
	v := c[section][key]
	for range 8 { // a chain of references longer than this is a circle
		if !strings.HasPrefix(v, "${") || !strings.HasSuffix(v, "}") {
			return v
		}
		ref := v[2 : len(v)-1]
		at := strings.IndexByte(ref, ':')
		if at < 0 {
			at = strings.LastIndexByte(ref, '.')
		}
		if at < 0 {
			return ""
		}
		v = c[ref[:at]][ref[at+1:]]
	}
	return ""
}

// read decodes a setting into to, which stays as it is where the setting is missing or null.
func (c config) read(section, key string, to any) error {
	v := c.get(section, key)
	if v == "" || v == "null" {
		return nil
	}
	if err := json.Unmarshal([]byte(v), to); err != nil {
		return fmt.Errorf("config.cfg: [%s] %s: %w", section, key, err)
	}
	return nil
}

// str reads a string setting, "" where it is not set.
func (c config) str(section, key string) (string, error) {
	var s string
	err := c.read(section, key, &s)
	return s, err
}

// Components gives the names of a pipeline folder's components in the order in which they run, without disabled ones.
// The files of each lie in a folder of its name.
func Components(fsys fs.FS) ([]string, error) {
	c, err := openConfig(fsys)
	if err != nil {
		return nil, err
	}
	return c.components()
}

func openConfig(fsys fs.FS) (config, error) {
	data, err := fs.ReadFile(fsys, "config.cfg")
	if err != nil {
		return nil, err
	}
	return readConfig(data)
}

func (c config) components() ([]string, error) {
	var order, disabled []string
	if err := errors.Join(c.read("nlp", "pipeline", &order), c.read("nlp", "disabled", &disabled)); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(order, func(name string) bool { return slices.Contains(disabled, name) }), nil
}
