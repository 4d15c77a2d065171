/** The programs that the GPU runs for the brain: regions, their sketch, the glass shell, and what is picked of them. */

/** Rows have their colour and offset in textures; one region's triangles are all shown or none. */
export const REGION_VERTEX = `
#define BELOW 120.0
#define YIELD 500.0
in float row;
in float hollow;
uniform sampler2D uTable;
uniform sampler2D uOffsets;
uniform float uExplode;
uniform float uWhole;
uniform int uSideRows;
uniform int uPass;
out vec3 vNormal;
out float vHollow;
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
  vHollow = uWhole * max(hollow, 0.0);
  // What remains of a region between its parts, and what lies just below the surface of the whole brain, is drawn
  // farther away, on the same pixels, so that it never shows through; wholly apart no two regions touch.
  float behind = (vFlags & 128) != 0 ? YIELD * (1.0 - uExplode) : uWhole > 0.0 && hollow < 0.0 ? BELOW : 0.0;
  eye.xyz *= 1.0 + behind / length(eye.xyz);
  bool emphasised = (vFlags & 24) != 0;
  bool drawn = (vFlags & 1) != 0 && (uPass == 0 || emphasised == (uPass == 1));
  gl_Position = drawn ? projectionMatrix * eye : vec4(0.0, 0.0, 2.0, 1.0);
}`;

/** What lies beyond all planes that cut is left out; places are those before the brain is taken apart. */
export const CUT = `
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
in float vHollow;
in vec3 vEye;
flat in vec3 vColour;
flat in int vFlags;
uniform vec3 uHover;
uniform vec3 uHatch;
uniform float uRatio;
uniform float uOpacity;
uniform vec2 uOrigin;
out vec4 pixel;
void main() {
  if (isCut()) discard;
  vec2 at = gl_FragCoord.xy + uOrigin;
  vec3 towards = normalize(-vEye);
  vec3 normal = normalize(vNormal);
  float facing = dot(normal, towards);
  if (facing < 0.0) normal = -normal;
  facing = abs(facing);
  vec3 colour = vColour;
  float across = (vFlags & 2) != 0 ? at.x - at.y : at.x + at.y;
  if ((vFlags & 6) != 0 && mod(across, 6.0 * uRatio) < uRatio) colour = uHatch;
  if ((vFlags & 96) != 0) {
    vec2 place = at / uRatio;
    bool odd = mod(place.y, 12.0) >= 6.0;
    bool dash = mod(place.y, 6.0) < 1.0 && mod(place.x + (odd ? 6.0 : 0.0), 12.0) < 6.0;
    bool dotted = mod(place.y, 6.0) < 1.5 && mod(place.x + (odd ? 3.0 : 0.0), 6.0) < 1.5;
    float bright = dot(colour, vec3(0.2126, 0.7152, 0.0722));
    if ((vFlags & 32) != 0 ? dash : dotted) colour = mix(colour, vec3(bright < 0.58 ? 1.0 : 0.0), 0.55);
  }
  vec3 light = normalize(vec3(-0.3, 0.75, 0.6));
  float lit = 0.5 + 0.5 * dot(normal, light);
  colour *= (0.62 + 0.42 * lit * lit) * mix(0.78, 1.0, smoothstep(0.0, 0.5, facing)) * (1.0 - 0.5 * vHollow);
  colour += 0.04 * pow(max(0.0, dot(normal, normalize(light + towards))), 18.0);
  float rim = pow(1.0 - facing, 1.5);
  if ((vFlags & 8) != 0) colour = mix(colour, uHover, 0.28 + 0.6 * rim);
  pixel = vec4(colour, uOpacity);
}`;

/**
 * Pictures on the way, the first of all among them: colours lit corner by corner. A machine without a GPU makes these
 * programs, and runs them, in a fraction of the time that those above take.
 */
export const SKETCH_VERTEX = `
in float row;
in float hollow;
uniform sampler2D uTable;
uniform sampler2D uOffsets;
uniform float uExplode;
uniform float uWhole;
uniform int uSideRows;
out vec3 vLit;
void main() {
  int plain = int(row + 0.5);
  int lateral = plain + uSideRows;
  vec4 entry = texelFetch(uTable, ivec2(lateral & 63, lateral >> 6), 0);
  vec3 facing = normalMatrix * normal;
  float lit = 0.5 + 0.5 * dot(facing, vec3(-0.298, 0.744, 0.596)) * inversesqrt(dot(facing, facing));
  vLit = entry.rgb * (0.62 + 0.42 * lit * lit) * (1.0 - 0.5 * uWhole * max(hollow, 0.0));
  vec3 moved = position;
  if (uExplode > 0.0) moved += uExplode * texelFetch(uOffsets, ivec2(plain & 63, plain >> 6), 0).xyz;
  bool drawn = (int(entry.a * 255.0 + 0.5) & 1) != 0;
  gl_Position = drawn ? projectionMatrix * (modelViewMatrix * vec4(moved, 1.0)) : vec4(0.0, 0.0, 2.0, 1.0);
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
