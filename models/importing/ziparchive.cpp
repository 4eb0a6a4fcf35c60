#include "models/importing/ziparchive.h"

#include <QCoreApplication>

#include <minizip/unzip.h>

#include <cstring>

namespace pl::importing {

namespace {

struct ZipWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::ZipArchive)
};

Error damaged()
{
    return {ErrorCode::InvalidInput, ZipWords::tr("The file is damaged. Save it again and choose the new one.")};
}

} // namespace

/// Where minizip reads: it takes functions in place of a file.
struct ZipArchive::Cursor
{
    const QByteArray &bytes;
    ZPOS64_T at = 0;

    static Cursor &of(voidpf opaque) { return *static_cast<Cursor *>(opaque); }
    static voidpf open(voidpf opaque, const void *, int) { return opaque; }
    static int close(voidpf, voidpf) { return 0; }
    static int error(voidpf, voidpf) { return 0; }
    static ZPOS64_T tell(voidpf opaque, voidpf) { return of(opaque).at; }
    static uLong write(voidpf, voidpf, const void *, uLong) { return 0; }
    static uLong read(voidpf opaque, voidpf, void *to, uLong size)
    {
        Cursor &cursor = of(opaque);
        const auto left = ZPOS64_T(cursor.bytes.size()) - cursor.at;
        const auto many = uLong(std::min<ZPOS64_T>(left, size));
        std::memcpy(to, cursor.bytes.constData() + cursor.at, many);
        cursor.at += many;
        return many;
    }
    static long seek(voidpf opaque, voidpf, ZPOS64_T offset, int origin)
    {
        Cursor &cursor = of(opaque);
        const auto size = ZPOS64_T(cursor.bytes.size());
        const ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                              : origin == ZLIB_FILEFUNC_SEEK_CUR ? cursor.at
                                                                 : size;
        if (offset > size - base)
            return -1;
        cursor.at = base + offset;
        return 0;
    }
};

ZipArchive::ZipArchive(const QByteArray &bytes, const Watch &watch, qint64 limit)
    : m_cursor(std::make_unique<Cursor>(Cursor{bytes, 0})), m_watch(watch), m_limit(limit)
{
    zlib_filefunc64_def functions{};
    functions.zopen64_file = &Cursor::open;
    functions.zread_file = &Cursor::read;
    functions.zwrite_file = &Cursor::write;
    functions.ztell64_file = &Cursor::tell;
    functions.zseek64_file = &Cursor::seek;
    functions.zclose_file = &Cursor::close;
    functions.zerror_file = &Cursor::error;
    functions.opaque = m_cursor.get();
    m_open = unzOpen2_64("", &functions);
}

ZipArchive::~ZipArchive()
{
    if (m_open)
        unzClose(m_open);
}

bool ZipArchive::has(const char *name)
{
    constexpr int kWithoutCase = 2;
    return m_open && unzLocateFile(m_open, name, kWithoutCase) == UNZ_OK;
}

Result<QByteArray> ZipArchive::file(const QString &name)
{
    if (!has(name.toUtf8().constData()))
        return Error{ErrorCode::NotFound, ZipWords::tr("The file is damaged: it has no %1.").arg(name)};
    unz_file_info64 info{};
    constexpr uLong kEncrypted = 1;
    if (unzGetCurrentFileInfo64(m_open, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK ||
        (info.flag & kEncrypted) != 0 || unzOpenCurrentFile(m_open) != UNZ_OK)
        return damaged();
    auto bytes = unpacked();
    // Says whether the check sum was right.
    const bool isWhole = unzCloseCurrentFile(m_open) == UNZ_OK;
    return !bytes || isWhole ? bytes : damaged();
}

Result<QByteArray> ZipArchive::unpacked()
{
    constexpr unsigned kPiece = 256 * 1024;
    QByteArray bytes;
    for (;;) {
        if (m_watch.cancelled())
            return Error{ErrorCode::Cancelled, ZipWords::tr("Reading was canceled.")};
        const qsizetype before = bytes.size();
        bytes.resize(before + qsizetype(kPiece));
        const int many = unzReadCurrentFile(m_open, bytes.data() + before, kPiece);
        if (many < 0)
            return damaged();
        bytes.resize(before + many);
        m_unpacked += many;
        if (m_unpacked > m_limit)
            return Error{ErrorCode::TooLarge,
                         ZipWords::tr("The file unpacks to more than 512 MB. Split it into several files.")};
        if (many == 0)
            return bytes;
    }
}

} // namespace pl::importing
