#pragma once

#include "models/replica/imagefile.h"
#include "models/replica/officefile.h"

#include <QTimer>

#include <atomic>

namespace pl::replica {

/// Makes the columns of a copy's leads on a thread of its own: from the image beside the copy where there is one, else
/// from all rows, of which an image is made then. Lives on the thread of the window.
class EngineMaker : public QObject
{
    Q_OBJECT

public:
    using Engine = std::shared_ptr<columns::LeadEngine>;
    using Receive = std::function<void(const Result<Engine> &engine)>;

    /// `names`: what new columns are told. `quiet`: see remakeImage().
    EngineMaker(std::function<EngineNames()> names, QObject *parent,
                std::chrono::milliseconds quiet = std::chrono::minutes(1));
    ~EngineMaker() override;

    /// What follows is about this copy, which must stay open until close().
    void open(OfficeFile &file);
    /// Drops what is being made; nobody hears of it.
    void close();

    /// Of the copy as it is once everything was written that is asked for now; once at a time. An image is made of
    /// leads that are `complete`, and only on disk.
    void make(bool complete, Receive receive);
    /// A customer was erased, and the image with them: makes another one from all rows, once this hasn't been called
    /// for a while. So the next start is fast again.
    void remakeImage();

Q_SIGNALS:
    /// There is an image that the next start can use.
    void imageMade();

private:
    struct Made
    {
        Engine engine;
        bool hasImage = false;
    };
    template <class T, class F>
    void await(const Later<Result<T>> &answer, F then);
    void makeFromImage(const Receive &receive);
    void beginImage(const std::function<void(const QByteArray &token)> &then);
    void makeFromRows(const QByteArray &token, const Receive &receive);
    void endImage(const QByteArray &token, bool isWritten);

    const std::function<EngineNames()> m_names;
    OfficeFile *m_file = nullptr;
    bool m_isComplete = false;                     ///< what was made last
    int m_opened = 0;                              ///< counts copies; answers about an earlier one are dropped
    std::shared_ptr<std::atomic_bool> m_isDropped; ///< what is being made
    QTimer m_quiet;
    disk::WorkThread m_thread;
};

} // namespace pl::replica
