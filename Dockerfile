# The dashboard alone; a district's data stays in the volume at /home/rollcall/data.
FROM python:3.11-slim

RUN useradd --create-home rollcall \
    && install --directory --owner=rollcall --group=rollcall --mode=700 /home/rollcall/data
WORKDIR /home/rollcall/app

COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . ./

USER rollcall
ENV ROLLCALL_HOME=/home/rollcall/data \
    PYTHONDONTWRITEBYTECODE=1
VOLUME /home/rollcall/data
EXPOSE 8501

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

CMD ["streamlit", "run", "app.py", "--server.port=8501", "--server.address=0.0.0.0"]
