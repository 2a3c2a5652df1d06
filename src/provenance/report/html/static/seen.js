"use strict";
// What a reader cannot see is shown as its code point, as reports of the program show it: the same
// ranges as in report/visible.py, so that words shown can be held against words that were hashed.
const JOINER = /(?<![\u0590-\u1fff\u200d\u2600-\u27bf\ua800-\uabff\ufb1d-\ufdff\ufe00-\ufefe\u{10a00}-\u{1ffff}])[\u200c\u200d]/gu;
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]/gu;
const codePoint = (seen) => `<U+${seen.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`;
const visible = (text) => text.replace(JOINER, codePoint).replace(UNSEEN, codePoint);
