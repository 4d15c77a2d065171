"""The two kinds of keys, as the OpenAPI description names them."""

SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of the bucket, made with it.",
    },
    "globalKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "The global key, from the documentation of this site.",
    },
}
