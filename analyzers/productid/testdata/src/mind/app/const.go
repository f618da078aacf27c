package app

const productID = "mindlyst" // want "`productID` is the literal `mindlyst` here; read `os.Getenv\\(\"PRODUCT_ID\"\\)` instead"
