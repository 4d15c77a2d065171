"""The two kinds of keys, as the OpenAPI description names them."""

SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "The bucket's token.",
    },
    "globalKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "The global key; see the documentation of this site.",
    },
}
