# docker build -t newsclean . && docker run --rm -v "$PWD":/data newsclean clean page.txt
FROM python:3.12-slim AS build
COPY . /source
RUN pip wheel --no-cache-dir --wheel-dir /wheels /source

FROM python:3.12-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels newsclean \
    && useradd --create-home newsclean
ENV PYTHONUTF8=1
USER newsclean
WORKDIR /data
ENTRYPOINT ["newsclean"]
CMD ["--help"]
