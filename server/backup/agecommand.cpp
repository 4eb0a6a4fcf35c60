#include "server/backup/agecommand.h"

#include "server/backup/programs.h"
#include "server/shared/disksync.h"

namespace pl::backup {

namespace {

constexpr qint64 kMaxQueued = 1024 * 1024;
constexpr qint64 kMaxRead = 256 * 1024;

/// age's own words name keys' files and formats, and no contents.
Error ageFailure(QProcess &age, const char *what)
{
    const QString said = QString::fromUtf8(age.readAllStandardError()).section(u'\n', 0, 0).trimmed();
    return {ErrorCode::InvalidInput, QStringLiteral("age can't %1 this: %2").arg(QLatin1StringView(what), said)};
}

Result<> startAge(QProcess &age, const QStringList &arguments)
{
    const auto program = programPath(QStringLiteral("age"), QStringLiteral("age"));
    if (!program)
        return program.error();
    age.start(*program, arguments);
    if (!age.waitForStarted(-1))
        return Error{ErrorCode::Unavailable, QStringLiteral("age can't be started: %1.").arg(age.errorString())};
    return {};
}

} // namespace

bool isRecipient(const QString &text)
{
    return text.startsWith(u"age1") || text.startsWith(u"ssh-ed25519 ") || text.startsWith(u"ssh-rsa ");
}

Result<std::unique_ptr<AgeOutput>> AgeOutput::start(const QStringList &recipients, const QString &path)
{
    auto output = std::make_unique<AgeOutput>();
    output->m_path = path;
    if (path.isEmpty()) {
        output->m_age.setProcessChannelMode(QProcess::ForwardedOutputChannel);
    } else {
        if (const auto made = FileOutput::create(path); !made) // with its permissions
            return made.error();
        output->m_age.setStandardOutputFile(path);
    }
    QStringList arguments{QStringLiteral("--encrypt")};
    for (const QString &recipient : recipients)
        arguments += {QStringLiteral("--recipient"), recipient};
    if (const auto started = startAge(output->m_age, arguments); !started)
        return started.error();
    return output;
}

Result<> AgeOutput::write(const char *bytes, qint64 size)
{
    if (m_age.write(bytes, size) != size)
        return ageFailure(m_age, "encrypt");
    while (m_age.bytesToWrite() > kMaxQueued)
        if (!m_age.waitForBytesWritten(-1))
            return ageFailure(m_age, "encrypt");
    return {};
}

Result<> AgeOutput::finish()
{
    m_age.closeWriteChannel();
    if (m_age.state() != QProcess::NotRunning)
        m_age.waitForFinished(-1);
    if (m_age.exitStatus() != QProcess::NormalExit || m_age.exitCode() != 0)
        return ageFailure(m_age, "encrypt");
    if (m_path.isEmpty())
        return {};
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || !shared::syncFile(file))
        return notWritten(m_path, file);
    return {};
}

Result<std::unique_ptr<AgeInput>> AgeInput::start(const QString &identity, const QString &path)
{
    auto input = std::make_unique<AgeInput>();
    if (path.isEmpty())
        input->m_age.setInputChannelMode(QProcess::ForwardedInputChannel);
    else
        input->m_age.setStandardInputFile(path);
    const QStringList arguments{QStringLiteral("--decrypt"), QStringLiteral("--identity"), identity};
    if (const auto started = startAge(input->m_age, arguments); !started)
        return started.error();
    return input;
}

/// At the end it matters how age ended: only then is it sure that nothing was cut off.
Result<QByteArray> AgeInput::read()
{
    while (m_age.bytesAvailable() == 0 && m_age.state() != QProcess::NotRunning)
        m_age.waitForReadyRead(-1);
    const QByteArray bytes = m_age.read(kMaxRead);
    if (bytes.isEmpty() && (m_age.exitStatus() != QProcess::NormalExit || m_age.exitCode() != 0))
        return ageFailure(m_age, "decrypt");
    return bytes;
}

} // namespace pl::backup
