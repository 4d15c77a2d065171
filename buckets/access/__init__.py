"""Who reads and writes a bucket: permissions, wrong tries, unlocked browsers, last reads."""
