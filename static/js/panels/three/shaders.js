/** The programs that the GPU runs: regions, the glass shell, slices as sheets, points, and what is picked. */

/** Rows have their colour and offset in textures; one region's triangles are all shown or none. */
export const REGION_VERTEX = `
in float row;
uniform sampler2D uTable;
uniform sampler2D uOffsets;
uniform float uExplode;
uniform int uSideRows;
uniform int uPass;
out vec3 vNormal;
out vec3 vEye;
out vec3 vPlace;
flat out vec3 vColour;
flat out int vFlags;
flat out int vLateral;
void main() {
  int plain = int(row + 0.5);
  vLateral = plain + uSideRows;
  vec4 entry = texelFetch(uTable, ivec2(vLateral & 63, vLateral >> 6), 0);
  vColour = entry.rgb;
  vFlags = int(entry.a * 255.0 + 0.5);
  vec3 moved = position;
  if (uExplode > 0.0) moved += uExplode * texelFetch(uOffsets, ivec2(plain & 63, plain >> 6), 0).xyz;
  vec4 eye = modelViewMatrix * vec4(moved, 1.0);
  vEye = eye.xyz;
  vPlace = (modelMatrix * vec4(position, 1.0)).xyz;
  vNormal = normalMatrix * normal;
  bool emphasised = (vFlags & 24) != 0;
  bool drawn = (vFlags & 1) != 0 && (uPass == 0 || emphasised == (uPass == 1));
  gl_Position = drawn ? projectionMatrix * eye : vec4(0.0, 0.0, 2.0, 1.0);
}`;

/** What lies beyond all planes that cut is left out; places are those before the brain is taken apart. */
const CUT = `
uniform vec3 uCut;
uniform vec3 uCutTowards;
in vec3 vPlace;
bool isCut() {
  if (uCutTowards == vec3(0.0)) return false;
  vec3 beyond = mix((vPlace - uCut) * uCutTowards, vec3(1.0), equal(uCutTowards, vec3(0.0)));
  return min(beyond.x, min(beyond.y, beyond.z)) > 0.0;
}`;

export const REGION_FRAGMENT = `${CUT}
in vec3 vNormal;
in vec3 vEye;
flat in vec3 vColour;
flat in int vFlags;
uniform vec3 uHover;
uniform vec3 uHatch;
uniform float uRatio;
uniform float uOpacity;
out vec4 pixel;
void main() {
  if (isCut()) discard;
  vec3 towards = normalize(-vEye);
  vec3 normal = normalize(vNormal);
  float facing = dot(normal, towards);
  if (facing < 0.0) normal = -normal;
  facing = abs(facing);
  vec3 colour = vColour;
  float across = (vFlags & 2) != 0 ? gl_FragCoord.x - gl_FragCoord.y : gl_FragCoord.x + gl_FragCoord.y;
  if ((vFlags & 6) != 0 && mod(across, 6.0 * uRatio) < uRatio) colour = uHatch;
  if ((vFlags & 96) != 0) {
    vec2 place = gl_FragCoord.xy / uRatio;
    bool odd = mod(place.y, 12.0) >= 6.0;
    bool dash = mod(place.y, 6.0) < 1.0 && mod(place.x + (odd ? 6.0 : 0.0), 12.0) < 6.0;
    bool dotted = mod(place.y, 6.0) < 1.5 && mod(place.x + (odd ? 3.0 : 0.0), 6.0) < 1.5;
    float bright = dot(colour, vec3(0.2126, 0.7152, 0.0722));
    if ((vFlags & 32) != 0 ? dash : dotted) colour = mix(colour, vec3(bright < 0.58 ? 1.0 : 0.0), 0.55);
  }
  vec3 light = normalize(vec3(-0.3, 0.75, 0.6));
  float lit = 0.5 + 0.5 * dot(normal, light);
  colour = colour * (0.58 + 0.48 * lit * lit) + 0.07 * pow(max(0.0, dot(normal, normalize(light + towards))), 24.0);
  colour *= mix(0.74, 1.0, smoothstep(0.0, 0.45, facing));
  float rim = pow(1.0 - facing, 1.5);
  if ((vFlags & 8) != 0) colour = mix(colour, uHover, 0.28 + 0.6 * rim);
  pixel = vec4(colour, uOpacity);
}`;

/**
 * The first sketch: what is seen of the whole brain, lit corner by corner. A machine without a GPU makes these programs
 * in a fraction of the time that those above take.
 */
export const SKETCH_VERTEX = `
in float row;
uniform sampler2D uTable;
uniform int uSideRows;
out vec3 vLit;
void main() {
  int lateral = int(row + 0.5) + uSideRows;
  vec4 entry = texelFetch(uTable, ivec2(lateral & 63, lateral >> 6), 0);
  vec3 facing = normalMatrix * normal;
  float lit = 0.5 + 0.5 * dot(facing, vec3(-0.298, 0.744, 0.596)) * inversesqrt(dot(facing, facing));
  vLit = entry.rgb * (0.58 + 0.48 * lit * lit);
  bool drawn = (int(entry.a * 255.0 + 0.5) & 1) != 0;
  gl_Position = drawn ? projectionMatrix * (modelViewMatrix * vec4(position, 1.0)) : vec4(0.0, 0.0, 2.0, 1.0);
}`;

export const SKETCH_FRAGMENT = `
in vec3 vLit;
out vec4 pixel;
void main() {
  pixel = vec4(vLit, 1.0);
}`;

export const SHELL_VERTEX = `
out vec3 vNormal;
out vec3 vEye;
out vec3 vPlace;
void main() {
  vec4 eye = modelViewMatrix * vec4(position, 1.0);
  vEye = eye.xyz;
  vPlace = (modelMatrix * vec4(position, 1.0)).xyz;
  vNormal = normalMatrix * normal;
  gl_Position = projectionMatrix * eye;
}`;

export const SHELL_FRAGMENT = `${CUT}
in vec3 vNormal;
in vec3 vEye;
uniform vec3 uGlass;
out vec4 pixel;
void main() {
  if (isCut()) discard;
  float rim = pow(1.0 - abs(dot(normalize(vNormal), normalize(-vEye))), 2.2);
  pixel = vec4(uGlass, 0.05 + 0.4 * rim);
}`;

/** What is under a pixel, as numbers: low and high byte of the row with side; sheets have their number in blue. */
export const PICK_FRAGMENT = `${CUT}
flat in int vLateral;
out vec4 pixel;
void main() {
  if (isCut()) discard;
  pixel = vec4(float(vLateral & 255) / 255.0, float(vLateral >> 8) / 255.0, 0.0, 1.0);
}`;

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
  pixel = vec4(away > 0.75 ? ring : vColour, 1.0);
}`;

/** The number of a point in red, green and alpha; blue tells that it is one. */
export const POINT_PICK_FRAGMENT = `${CUT}
flat in int vPoint;
out vec4 pixel;
void main() {
  if (length(gl_PointCoord - 0.5) > 0.5 || isCut()) discard;
  pixel = vec4(float(vPoint & 255), float((vPoint >> 8) & 255), 255.0, float((vPoint >> 16) & 255)) / 255.0;
}`;

/** A picture laid over the whole canvas. */
export const LAY_VERTEX = `
void main() {
  gl_Position = vec4(position.xy, 0.0, 1.0);
}`;

export const LAY_FRAGMENT = `
uniform sampler2D uPicture;
uniform vec2 uSize;
out vec4 pixel;
void main() {
  pixel = vec4(texture(uPicture, gl_FragCoord.xy / uSize).rgb, 1.0);
}`;
