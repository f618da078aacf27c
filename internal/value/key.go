package value

import "strconv"

// Key returns a text that is the same for values that stand for the same thing, and no text for people.
func (v *Value) Key() string {
	switch {
	case v.Kind == String:
		return v.Str
	case v.Kind == Number:
		return strconv.FormatFloat(v.Num, 'g', -1, 64)
	case v.Kind == Bool:
		return strconv.FormatBool(v.Bool)
	case v.Kind == List:
		t := ""
		for _, e := range v.Elems {
			t += e.Key() + "\x01"
		}
		return t
	case !v.At.IsNone():
		return v.At.Key()
	case v.Kind == Unknown:
		return "?" + v.Reason
	}
	return v.Kind.String()
}

// Key returns a text that is another one for every other place.
func (p Place) Key() string {
	return p.File.Repo + "\x00" + p.File.Path + "\x00" + strconv.Itoa(p.Start) + ":" + strconv.Itoa(p.End)
}
