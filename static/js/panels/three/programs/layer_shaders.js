/** The programs that the GPU runs for what is shown beside regions, and for laying the picture onto the canvas. */

import { CUT } from './shaders.js';

export const SHEET_VERTEX = `
out vec2 vTexture;
void main() {
  vTexture = uv;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

export const SHEET_FRAGMENT = `
uniform sampler2D uPicture;
in vec2 vTexture;
out vec4 pixel;
void main() {
  vec4 colour = texture(uPicture, vTexture);
  if (colour.a < 0.5) discard;
  pixel = vec4(colour.rgb, 1.0);
}`;

export const SHEET_PICK_FRAGMENT = `
uniform sampler2D uPicture;
uniform float uNumber;
in vec2 vTexture;
out vec4 pixel;
void main() {
  if (texture(uPicture, vTexture).a < 0.5) discard;
  pixel = vec4(0.0, 0.0, uNumber / 255.0, 1.0);
}`;

/** Dots move with the region they lie in; rows from 1328 on are those of the left, which moves as in a mirror. */
export const POINT_VERTEX = `
in float row;
in vec4 tint;
uniform sampler2D uOffsets;
uniform float uExplode;
uniform float uRadius;
uniform float uRatio;
uniform float uUnit;
out vec3 vPlace;
flat out vec3 vColour;
flat out int vPoint;
void main() {
  int lateral = int(row + 0.5);
  int plain = lateral > 1327 ? lateral - 1327 : lateral;
  vec3 offset = uExplode * uUnit * texelFetch(uOffsets, ivec2(plain & 63, plain >> 6), 0).xyz;
  if (lateral > 1327) offset.x = -offset.x;
  vPlace = position;
  vColour = tint.rgb;
  vPoint = gl_VertexID;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position + offset, 1.0);
  gl_PointSize = 2.0 * uRadius * uRatio;
}`;

export const POINT_FRAGMENT = `${CUT}
flat in vec3 vColour;
out vec4 pixel;
void main() {
  float away = 2.0 * length(gl_PointCoord - 0.5);
  if (away > 1.0 || isCut()) discard;
  float light = dot(pow(vColour, vec3(2.2)), vec3(0.2126, 0.7152, 0.0722));
  vec3 ring = light > 0.18 ? vec3(0.09, 0.1, 0.13) : vec3(1.0);
  // A ball, lit from the upper left; its middle has the very colour of the value.
  float height = sqrt(1.0 - away * away);
  vec3 normal = vec3(2.0 * gl_PointCoord.x - 1.0, 1.0 - 2.0 * gl_PointCoord.y, height);
  float gleam = smoothstep(0.93, 0.99, dot(normal, vec3(-0.42, 0.5, 0.757)));
  vec3 ball = mix(vColour * smoothstep(-0.15, 0.62, height), vec3(1.0), 0.55 * gleam);
  pixel = vec4(mix(ball, ring, smoothstep(0.86, 0.94, away)), 1.0);
}`;

/** The number of a point in red, green and alpha; blue tells that it is one. */
export const POINT_PICK_FRAGMENT = `${CUT}
flat in int vPoint;
out vec4 pixel;
void main() {
  if (length(gl_PointCoord - 0.5) > 0.5 || isCut()) discard;
  pixel = vec4(float(vPoint & 255), float((vPoint >> 8) & 255), 255.0, float((vPoint >> 16) & 255)) / 255.0;
}`;

/** A picture laid over the whole canvas, on its ground, with lines where what is under its pixels changes. */
export const LAY_VERTEX = `
void main() {
  gl_Position = vec4(position.xy, 0.0, 1.0);
}`;

export const LAY_FRAGMENT = `
uniform sampler2D uPicture;
uniform sampler2D uIds;
uniform sampler2D uDrawnAs;
uniform vec2 uSize;
uniform vec4 uGround;
uniform float uReach;
uniform float uBetween;
uniform vec3 uOutline;
uniform vec3 uRim;
out vec4 pixel;
const int POINT = -1;
int byteOf(float part) { return int(part * 255.0 + 0.5); }
int whatAt(vec2 place) {
  vec4 id = texelFetch(uIds, ivec2(clamp(place, vec2(0.0), uSize - 1.0)), 0);
  int mark = byteOf(id.b);
  if (mark == 255) return POINT;
  if (mark > 0) return mark << 16;
  int lateral = byteOf(id.r) | (byteOf(id.g) << 8);
  vec4 row = texelFetch(uDrawnAs, ivec2(lateral & 63, lateral >> 6), 0);
  return lateral == 0 ? 0 : byteOf(row.r) | (byteOf(row.g) << 8);
}
void main() {
  vec4 colour = texture(uPicture, gl_FragCoord.xy / uSize);
  colour += uGround * (1.0 - colour.a);
  int own = uReach > 0.0 ? whatAt(gl_FragCoord.xy) : POINT;
  float between = 0.0;
  float rim = 0.0;
  if (own != POINT) {
    for (int n = 0; n < 8; n++) {
      float angle = float(n) * 0.7853982;
      int other = whatAt(gl_FragCoord.xy + uReach * vec2(cos(angle), sin(angle)));
      if (other == own || other == POINT) continue;
      if (other == 0 || own == 0) rim += 1.0;
      else between += 1.0;
    }
  }
  float line = uBetween * min(1.0, between / 3.0);
  colour = mix(colour, vec4(uOutline, 1.0), line);
  pixel = mix(colour, vec4(uRim, 1.0), 0.75 * min(1.0, rim / 3.0));
}`;
