/** The only door to three.js: what the 3-D view takes from it. */

export {
  BackSide, BufferAttribute, BufferGeometry, Data3DTexture, DataTexture, DoubleSide, Float32BufferAttribute,
  FloatType, FrontSide, GLSL3, InterleavedBuffer, InterleavedBufferAttribute, LinearFilter, LinearSRGBColorSpace,
  Mesh, NearestFilter, PerspectiveCamera, Points, RGBAFormat, RGFormat, Scene, ShaderMaterial, UnsignedByteType,
  Vector2, Vector3, Vector4, WebGLRenderer, WebGLRenderTarget,
} from 'three';
export { OrbitControls } from 'three/addons/controls/OrbitControls.js';
