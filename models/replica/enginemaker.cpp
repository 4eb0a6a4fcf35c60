#include "models/replica/enginemaker.h"

#include "models/base/onresult.h"
#include "models/columns/sparememory.h"

namespace pl::replica {

EngineMaker::EngineMaker(std::function<EngineNames()> names, QObject *parent, std::chrono::milliseconds quiet)
    : QObject(parent), m_names(std::move(names)), m_isDropped(std::make_shared<std::atomic_bool>(false))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quiet);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        beginImage([this](const QByteArray &token) {
            if (!token.isEmpty())
                makeFromRows(token, {});
        });
    });
}

EngineMaker::~EngineMaker()
{
    *m_isDropped = true;
}

void EngineMaker::open(OfficeFile &file)
{
    m_file = &file;
}

void EngineMaker::close()
{
    ++m_opened;
    *std::exchange(m_isDropped, std::make_shared<std::atomic_bool>(false)) = true;
    m_file = nullptr;
    m_isComplete = false;
    m_quiet.stop();
}

template <class T, class F>
void EngineMaker::await(const Later<Result<T>> &answer, F then)
{
    onResult(this, answer, [this, then, opened = m_opened](const Result<T> &result) {
        if (opened == m_opened)
            then(result);
    });
}

void EngineMaker::make(bool complete, Receive receive)
{
    m_isComplete = complete && m_file->isOnDisk();
    await(m_file->store().opened(), [this, receive](const Result<disk::ReplicaStore::Opened> &opened) {
        if (!opened)
            receive(opened.error());
        else if (m_isComplete)
            makeFromImage(receive);
        else
            makeFromRows({}, receive);
    });
}

void EngineMaker::makeFromImage(const Receive &receive)
{
    const auto work = [place = m_file->place(), names = m_names()] { return readImage(place, names); };
    await(m_thread.run(work), [this, receive](const Result<ImagedEngine> &image) {
        if (!image)
            return beginImage([this, receive](const QByteArray &token) { makeFromRows(token, receive); });
        if (image->isOld())
            remakeImage();
        receive(image->engine);
    });
}

/// Without a token, it goes on without an image.
void EngineMaker::beginImage(const std::function<void(const QByteArray &token)> &then)
{
    await(m_file->store().ask([](disk::ReplicaFile &file) { return file.beginImage(); }),
          [then](const Result<QByteArray> &token) { then(token.valueOr({})); });
}

/// Before anybody else has the columns, so that they stand still while they are written.
void EngineMaker::makeFromRows(const QByteArray &token, const Receive &receive)
{
    const auto work = [token, isWanted = receive != nullptr, place = m_file->place(), names = m_names(),
                       isDropped = m_isDropped]() -> Result<Made> {
        const auto goOn = [&isDropped] { return !isDropped->load(); };
        auto engine = buildEngine(place, names, goOn);
        if (!engine)
            return engine.error();
        const bool hasImage = !token.isEmpty() && writeImage(place, token, **engine, goOn);
        if (!isWanted) {
            *engine = nullptr;
            columns::giveBackMemory();
        }
        return Made{*engine, hasImage};
    };
    await(m_thread.run(work), [this, token, receive](const Result<Made> &made) {
        if (!token.isEmpty())
            endImage(token, made && made->hasImage);
        if (receive)
            receive(made ? Result<Engine>(made->engine) : Result<Engine>(made.error()));
    });
}

void EngineMaker::endImage(const QByteArray &token, bool isWritten)
{
    const QString path = disk::ReplicaReader::newImageOf(m_file->place().path);
    const auto end = [path, token, isWritten](disk::ReplicaFile &file) -> Result<bool> {
        if (isWritten)
            return file.adoptImage(path, token);
        const auto dropped = file.dropImage();
        return dropped ? Result<bool>(false) : Result<bool>(dropped.error());
    };
    await(m_file->store().ask(end), [this](const Result<bool> &adopted) {
        if (adopted && *adopted)
            Q_EMIT imageMade();
    });
}

void EngineMaker::remakeImage()
{
    if (m_isComplete)
        m_quiet.start();
}

} // namespace pl::replica
