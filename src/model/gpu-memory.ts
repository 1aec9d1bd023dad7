/**
 * How a program says that its accelerator has no memory left: PyTorch on CUDA and on ROCm, cuBLAS, llama.cpp (ggml-cuda.cu), and
 * vLLM before it serves (v1/core/kv_cache_utils.py).
 */
export const GPU_MEMORY =
  /CUDA (?:error: )?out of memory|HIP (?:error: )?out of memory|cudaErrorMemoryAllocation|hipErrorOutOfMemory|CUBLAS_STATUS_ALLOC_FAILED|torch\.(?:cuda\.)?OutOfMemoryError|No available memory for the cache blocks/;
